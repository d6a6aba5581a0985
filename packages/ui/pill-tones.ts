export type PillTone = 'ok' | 'late' | 'away' | 'sick' | 'excused' | 'online' | 'none';
