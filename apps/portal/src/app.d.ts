import type { Language } from '@khamtdaa/i18n';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { App as TheApp } from '@khamtdaa/platform/app';
import type { Frame } from '#lib/frame.ts';

declare global {
  namespace App {
    interface Locals {
      app: TheApp;
      actor: Actor | undefined;
      language: Language;
      /** Of the caller, as far as trusted proxies tell. */
      address: string;
    }
    interface Error {
      message: string;
      /** A refusal's code, or undefined for a bug. */
      code?: string;
      /** Under which a bug was logged. */
      id?: string;
    }
    interface PageData {
      language: Frame['language'];
      viewer?: Frame['viewer'];
      frame: Frame['frame'];
    }
    interface Platform {
      req: import('node:http').IncomingMessage & { app: TheApp; clientAddress: string };
    }
  }
}
export {};
