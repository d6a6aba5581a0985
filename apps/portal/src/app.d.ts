import type { App as TheApp, Actor } from '@khamtdaa/platform/app';
declare global {
  namespace App {
    interface Locals {
      app: TheApp;
      actor: Actor;
    }
    interface Platform {
      req: import('node:http').IncomingMessage & { app: TheApp };
    }
  }
}
export {};
