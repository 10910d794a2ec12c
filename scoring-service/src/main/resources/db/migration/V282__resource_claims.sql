-- Claims on resources of which a request prepares a change; one that a crash left ends by itself.
create table resource_claim (
    key        text primary key,
    token      text not null,
    held_until timestamptz not null
);
