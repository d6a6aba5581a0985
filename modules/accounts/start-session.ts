import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { after, DAY, HOUR, MINUTE } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { newId, newToken } from '@khamtdaa/platform/ids';
import { insertSession } from './session-queries.ts';

const LASTS = { guardian: 90 * DAY, pupil: 90 * DAY, staff: 12 * HOUR } as const;
/** For a member of staff to give the second factor, or to set it up. */
const BEFORE_SECOND_FACTOR = 30 * MINUTE;

/** A new session, within the transaction that proved who it is for. The token leaves once and is stored only as a hash. */
export async function startSession(
  app: App,
  db: Db,
  holder: { personId: string; kind: keyof typeof LASTS; phone?: string; device: string; sharedMachine?: boolean; secondFactor?: boolean },
): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
  const now = app.clock.now();
  const token = newToken();
  const sessionId = newId();
  const expiresAt = after(now, holder.kind === 'staff' && !holder.secondFactor ? BEFORE_SECOND_FACTOR : LASTS[holder.kind]);
  await insertSession(db, {
    id: sessionId,
    token_hash: app.secrets.hash('session', token),
    person_id: holder.personId,
    kind: holder.kind,
    phone: holder.phone ?? null,
    device: holder.device.slice(0, 120),
    shared_machine: holder.sharedMachine ?? false,
    second_factor_at: holder.secondFactor ? now : null,
    created_at: now,
    seen_at: now,
    expires_at: expiresAt,
  });
  await recordSecurity(db, 'session-started', now, holder.personId, { kind: holder.kind });
  return { token, sessionId, expiresAt };
}
