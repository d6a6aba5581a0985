export type PillTone = 'ok' | 'late' | 'away' | 'sick' | 'excused' | 'online' | 'now' | 'none';
