-- What the actions of a session did, for the page that follows each.
create table console_receipt (
    id text primary key,
    session_id text not null,
    arrival bigint generated always as identity,
    body text not null
);

create index console_receipt_session on console_receipt (session_id, arrival);
