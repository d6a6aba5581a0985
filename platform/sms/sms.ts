/** A way to send one text message. The text is never logged. */
export interface Sms {
  /** 'none': no gateway is configured, so sign-in by phone is off. 'demonstration': messages are shown on a page as a phone would. */
  readonly kind: 'gateway' | 'demonstration' | 'none';
  /** Resolves with the gateway's own id of the message; rejects when it may be tried again. */
  send(number: string, text: string): Promise<string>;
}
