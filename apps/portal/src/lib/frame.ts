import { shortName, t } from '@khamtdaa/i18n';
import { placesOf } from '#lib/places.ts';

/** What the frame of every page says. As plain sentences, so that a page with a script does not carry three languages along. */
export function frameOf({ app, actor, language }: App.Locals) {
  const { common, errors, about, demo } = t(language);
  const signedIn = actor && !actor.needsSecondFactor ? actor : undefined;
  const places = signedIn ? placesOf(signedIn, common.places) : [];
  return {
    language,
    viewer: signedIn && {
      name: shortName({ given_name: signedIn.name.given, patronymic: signedIn.name.patronymic }),
      home: places[0]?.href ?? '/',
      places,
    },
    frame: {
      product: common.product,
      timezone: actor?.timezone ?? 'Asia/Ulaanbaatar',
      words: { skip: common.skipToContent, menu: common.mainMenu, language: common.language, signIn: common.signIn, signOut: common.signOut },
      errors,
      about: about.links,
      demonstration: app.isDemonstration ? demo.band : undefined,
    },
  };
}
export type Frame = ReturnType<typeof frameOf>;
