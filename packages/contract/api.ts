// Written by npm run schema from /api/v1/openapi.json; read it, do not edit it.

export interface paths {
    "/api/v1/sign-in/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to a phone; the answer is the same for a phone that nobody has */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            holder: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/phone/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The code: a session, or on to the date of birth */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        holder: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            next: "in";
                            session: {
                                token: string;
                                /** Format: date-time */
                                expiresAt: string;
                            };
                        } | {
                            /** @enum {string} */
                            next: "birth-date";
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/phone/birth-date": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The child's date of birth, and what one is to the child when that is asked */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        birthDate: string;
                        /** @enum {string} */
                        relation?: "father" | "mother" | "guardian" | "grandparent" | "sibling" | "relative" | "step-parent" | "dormitory-teacher" | "other";
                        holder: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Name and password; the token opens nothing before the second factor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        /** @default false */
                        sharedMachine?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            next: "second-factor" | "set-second-factor" | "in";
                            session: {
                                token: string;
                                /** Format: date-time */
                                expiresAt: string;
                            };
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/staff/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second factor, with the token of before; a new token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/staff/second-factor/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the second factor is still to be set: the secret for an authenticator app, until a first code confirms it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            secret: string;
                            address: string;
                            qr: string;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/staff/second-factor/first": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A first code of the app: a new token, and the recovery codes, this once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            session: {
                                token: string;
                                /** Format: date-time */
                                expiresAt: string;
                            };
                            recoveryCodes: string[];
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends this session, everywhere and at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a letter’s code and the child’s date of birth fit together */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        birthDate: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/letter/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to the phone with which a letter is to be claimed, to who has the letter */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        phone: string;
                        code: string;
                        birthDate: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            holder: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/letter/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Letter, date of birth, the phone’s code and one’s name: a session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        birthDate: string;
                        smsCode: string;
                        givenName: string;
                        patronymic?: string;
                        /** @enum {string} */
                        relation: "father" | "mother" | "guardian" | "grandparent" | "sibling" | "relative" | "step-parent" | "dormitory-teacher" | "other";
                        holder: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/slip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom a slip or link is for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "staff" | "pupil";
                            /** @enum {string} */
                            purpose: "first" | "lost-factor";
                            name: {
                                given: string;
                                patronymic: string;
                            };
                            schoolName: string | null;
                            signInName: string | null;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/slip/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A sign-in name and a password, which use the slip up; staff go on to their second factor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        password: string;
                        repeat?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            next: "set-second-factor" | "in";
                            session: {
                                token: string;
                                /** Format: date-time */
                                expiresAt: string;
                            };
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do today */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            personId: string;
                            /** @enum {string} */
                            kind: "guardian" | "staff" | "pupil";
                            name: {
                                given: string;
                                patronymic: string;
                            };
                            /** @enum {string} */
                            language: "mn" | "kk" | "en";
                            /** @enum {string} */
                            assurance: "full" | "reported";
                            postings: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                role: "teacher" | "dormitory_teacher" | "social_worker" | "training_manager" | "director" | "council_member" | "area_officer" | "ministry_analyst" | "operator";
                                schoolId: number | null;
                                areaCode: string | null;
                            }[];
                            children: {
                                schoolId: number;
                                /** Format: uuid */
                                pupilId: string;
                                rights: ("attendance" | "marks" | "health" | "contact" | "pick-up" | "vote" | "told")[];
                                isDelegated: boolean;
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each child of a guardian at a glance; for a pupil, the pupil */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            children: {
                                schoolId: number;
                                /** Format: uuid */
                                pupilId: string;
                                name: string;
                                className: string;
                                schoolName: string;
                                isDelegated: boolean;
                                may: {
                                    seeAttendance: boolean;
                                };
                                attendance: {
                                    /** Format: date */
                                    today: string;
                                    time: string;
                                    schoolDay: {
                                        /** Format: date */
                                        day: string;
                                        isSchoolDay: boolean;
                                        why: ("weekend" | "holiday" | "break" | "between-terms" | "before-year" | "not-told") | null;
                                        title: {
                                            mn: string;
                                            kk: string;
                                            en: string;
                                        } | null;
                                        last: string | null;
                                        next: string | null;
                                    };
                                    glance: {
                                        /** Format: date */
                                        day: string;
                                        /** @enum {string} */
                                        status: "present" | "absent" | "late" | "excused" | "sick" | "online" | "not-taken";
                                        minutes: number | null;
                                        subject: {
                                            mn: string;
                                            kk: string;
                                            en: string;
                                        } | null;
                                        savedTime: string | null;
                                        taken: number;
                                        away: number;
                                    } | null;
                                    lessonsDay: string | null;
                                    isTomorrow: boolean;
                                    lessons: {
                                        /** Format: uuid */
                                        classId: string;
                                        period: number;
                                        starts: string;
                                        ends: string;
                                        subject: {
                                            mn: string;
                                            kk: string;
                                            en: string;
                                        };
                                        room: string;
                                        /** @enum {string} */
                                        when: "past" | "now" | "later";
                                    }[];
                                    news: {
                                        /** Format: date */
                                        day: string;
                                        subject: {
                                            mn: string;
                                            kk: string;
                                            en: string;
                                        } | null;
                                        /** @enum {string} */
                                        status: "present" | "absent" | "late" | "excused" | "sick" | "online";
                                        minutes: number | null;
                                        before: {
                                            /** @enum {string} */
                                            status: "present" | "absent" | "late" | "excused" | "sick" | "online";
                                            minutes: number | null;
                                        } | null;
                                        lessons: number;
                                    }[];
                                    /** Format: date-time */
                                    newsSince: string;
                                } | null;
                            }[];
                            asks: {
                                /** @enum {string} */
                                kind: "phone-reported" | "claim-waiting";
                                child: string | null;
                                school: string | null;
                                opens: ("attendance" | "marks" | "health" | "contact" | "pick-up" | "vote" | "told")[];
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/children/{pupilId}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A pupil’s term of attendance, day by day */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    schoolId: number;
                    pupilId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            schoolName: string;
                            /** Format: uuid */
                            pupilId: string;
                            name: string;
                            className: string;
                            home?: {
                                inDormitory: boolean;
                                areas: {
                                    code: string;
                                    /** @enum {string} */
                                    level: "capital" | "aimag" | "district" | "soum";
                                    name: string;
                                    nameEn: string;
                                }[];
                            };
                            /** Format: date */
                            today: string;
                            title: string | null;
                            /** Format: date */
                            first: string;
                            /** Format: date */
                            last: string;
                            days: {
                                /** Format: date */
                                day: string;
                                /** @enum {string} */
                                status: "present" | "absent" | "late" | "excused" | "sick" | "online" | "not-taken";
                                minutes: number | null;
                                taken: number;
                                away: number;
                            }[];
                            exceptions: {
                                /** Format: date */
                                day: string;
                                period: number;
                                subject: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                /** @enum {string} */
                                status: "absent" | "late" | "excused" | "sick" | "online";
                                minutes: number | null;
                                corrected: boolean;
                            }[];
                            counts: {
                                present: number;
                                late: number;
                                absent: number;
                                excused: number;
                                sick: number;
                                online: number;
                                "not-taken": number;
                            };
                            may: {
                                seeReaders: boolean;
                                changeRights: boolean;
                            };
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/children/{pupilId}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A pupil’s lessons of the week in which a day lies */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    schoolId: number;
                    pupilId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            /** Format: uuid */
                            pupilId: string;
                            /** Format: date */
                            today: string;
                            /** Format: date */
                            monday: string;
                            days: {
                                schoolDay: {
                                    /** Format: date */
                                    day: string;
                                    isSchoolDay: boolean;
                                    why: ("weekend" | "holiday" | "break" | "between-terms" | "before-year" | "not-told") | null;
                                    title: {
                                        mn: string;
                                        kk: string;
                                        en: string;
                                    } | null;
                                    last: string | null;
                                    next: string | null;
                                };
                                lessons: {
                                    /** Format: uuid */
                                    classId: string;
                                    className: string;
                                    period: number;
                                    starts: string;
                                    ends: string;
                                    subject: {
                                        mn: string;
                                        kk: string;
                                        en: string;
                                    };
                                    room: string;
                                    teacher: string;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/teaching-day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A teacher’s own lessons of a day with their registers */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    schoolId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            schoolName: string;
                            /** Format: date */
                            today: string;
                            /** Format: date */
                            day: string;
                            schoolDay: {
                                /** Format: date */
                                day: string;
                                isSchoolDay: boolean;
                                why: ("weekend" | "holiday" | "break" | "between-terms" | "before-year" | "not-told") | null;
                                title: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                last: string | null;
                                next: string | null;
                            };
                            lessons: {
                                /** Format: uuid */
                                classId: string;
                                className: string;
                                period: number;
                                starts: string | null;
                                ends: string | null;
                                subject: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                room: string;
                                /** @enum {string} */
                                when: "past" | "now" | "later";
                                taken: {
                                    version: number;
                                    savedAt: string | null;
                                    savedTime: string | null;
                                    pupils: number;
                                    present: number;
                                    /** Format: date */
                                    savedDay: string;
                                } | null;
                                may: {
                                    mark: boolean;
                                };
                            }[];
                            ownClasses: {
                                /** Format: uuid */
                                classId: string;
                                className: string;
                                pupils: number;
                            }[];
                            waiting: {
                                /** Format: date */
                                day: string;
                                /** Format: uuid */
                                classId: string;
                                className: string;
                                period: number;
                                starts: string | null;
                                subject: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/registers/{day}/{classId}/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A class’s register for a lesson */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    schoolId: number;
                    classId: string;
                    day: string;
                    period: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            /** Format: uuid */
                            classId: string;
                            className: string;
                            /** Format: date */
                            today: string;
                            /** Format: date */
                            day: string;
                            period: number;
                            subject: {
                                mn: string;
                                kk: string;
                                en: string;
                            } | null;
                            starts: string | null;
                            ends: string | null;
                            room: string;
                            schoolDay: {
                                /** Format: date */
                                day: string;
                                isSchoolDay: boolean;
                                why: ("weekend" | "holiday" | "break" | "between-terms" | "before-year" | "not-told") | null;
                                title: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                last: string | null;
                                next: string | null;
                            };
                            /** @enum {string} */
                            standing: "not-yet" | "open" | "office" | "closed" | "no-school";
                            opensAt: string | null;
                            version: number;
                            savedAt: string | null;
                            savedTime: string | null;
                            pupils: number;
                            present: number;
                            savedBy: string | null;
                            roll: {
                                /** Format: uuid */
                                pupilId: string;
                                name: string;
                                /** @enum {string} */
                                status: "present" | "absent" | "late" | "excused" | "sick" | "online";
                                minutes: number | null;
                            }[];
                            fromTomorrow: string[];
                            minutesIn: number | null;
                            may: {
                                mark: boolean;
                                correct: boolean;
                                needsReason: boolean;
                            };
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Saves a register: everyone present but those marked. 409 register-changed answers what somebody saved meanwhile and what was sent */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description One for each change, made by the client; the same key again answers as it did the first time */
                    "Idempotency-Key": string;
                };
                path: {
                    schoolId: number;
                    classId: string;
                    day: string;
                    period: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        marks: {
                            /** Format: uuid */
                            pupilId: string;
                            /** @enum {string} */
                            status: "absent" | "late" | "excused" | "sick" | "online";
                            /** @default null */
                            minutes?: number | null;
                        }[];
                        /** @default  */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: number;
                            savedAt: string | null;
                            savedTime: string | null;
                            pupils: number;
                            present: number;
                            savedBy: string | null;
                        };
                    };
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/registers/{day}/{classId}/{period}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who took a register, and each correction */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    schoolId: number;
                    classId: string;
                    day: string;
                    period: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            takenBy: string;
                            /** Format: date-time */
                            takenAt: string;
                            timezone: string;
                            corrections: {
                                version: number;
                                by: string;
                                /** Format: date-time */
                                at: string;
                                reason: string;
                                changes: {
                                    name: string;
                                    from: {
                                        /** @enum {string} */
                                        status: "present" | "absent" | "late" | "excused" | "sick" | "online";
                                        minutes: number | null;
                                    };
                                    to: {
                                        /** @enum {string} */
                                        status: "present" | "absent" | "late" | "excused" | "sick" | "online";
                                        minutes: number | null;
                                    };
                                }[];
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/classes/{classId}/week": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A class’s week, pupil by pupil */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    schoolId: number;
                    classId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            /** Format: uuid */
                            classId: string;
                            className: string;
                            /** Format: date */
                            today: string;
                            days: {
                                /** Format: date */
                                day: string;
                                isSchoolDay: boolean;
                                begun: boolean;
                                taken: number;
                                due: number;
                            }[];
                            pupils: {
                                /** Format: uuid */
                                pupilId: string;
                                name: string;
                                days: {
                                    /** @enum {string} */
                                    status: "present" | "absent" | "late" | "excused" | "sick" | "online" | "not-taken" | "not-yet" | "no-school";
                                    minutes: number | null;
                                    away: number;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/classes/{classId}/lessons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A class’s lessons of a day, each with its register: taken or not */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    schoolId: number;
                    classId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            /** Format: uuid */
                            classId: string;
                            className: string;
                            /** Format: date */
                            today: string;
                            schoolDay: {
                                /** Format: date */
                                day: string;
                                isSchoolDay: boolean;
                                why: ("weekend" | "holiday" | "break" | "between-terms" | "before-year" | "not-told") | null;
                                title: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                last: string | null;
                                next: string | null;
                            };
                            lessons: {
                                /** Format: uuid */
                                classId: string;
                                className: string;
                                period: number;
                                starts: string;
                                ends: string;
                                subject: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                };
                                room: string;
                                teacher: string;
                                /** @enum {string} */
                                when: "past" | "now" | "later";
                                taken: boolean;
                                may: {
                                    view: boolean;
                                };
                            }[];
                            dayRegister: {
                                /** @enum {string} */
                                when: "past" | "now" | "later";
                                taken: boolean;
                                may: {
                                    view: boolean;
                                };
                            } | null;
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schools/{schoolId}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A school’s registers of a day and its attendance by class, without a pupil */
        get: {
            parameters: {
                query?: {
                    day?: string;
                };
                header?: never;
                path: {
                    schoolId: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            schoolId: number;
                            schoolName: string;
                            /** Format: date */
                            today: string;
                            /** Format: date */
                            day: string;
                            time: string;
                            schoolDay: {
                                /** Format: date */
                                day: string;
                                isSchoolDay: boolean;
                                why: ("weekend" | "holiday" | "break" | "between-terms" | "before-year" | "not-told") | null;
                                title: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                last: string | null;
                                next: string | null;
                            };
                            previousSchoolDay: string | null;
                            due: number;
                            taken: number;
                            missing: {
                                /** Format: uuid */
                                classId: string;
                                className: string;
                                period: number;
                                starts: string | null;
                                subject: {
                                    mn: string;
                                    kk: string;
                                    en: string;
                                } | null;
                                teacher: string;
                            }[];
                            classes: {
                                /** Format: uuid */
                                classId: string;
                                className: string;
                                grade: number | null;
                                now: {
                                    registers: number;
                                    pupils: number;
                                    present: number;
                                } | null;
                                week: {
                                    registers: number;
                                    pupils: number;
                                    present: number;
                                } | null;
                                taken: number;
                                due: number;
                            }[];
                        };
                    };
                };
                /** @description What the ETag in If-None-Match names is still so; without a body */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What was refused, as a code that has a sentence in each language; `fields` says which field why, `detail` what helps to go on */
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            fields?: Record<string, never>;
            detail?: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
