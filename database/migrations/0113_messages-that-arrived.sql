-- Whether the gateway worked while messages to one phone did not arrive.
create index sms_message_arrived on sms_message (sent_at) where sent_at is not null;
