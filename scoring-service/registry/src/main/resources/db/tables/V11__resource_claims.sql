-- Claims on resources of which a request prepares a change; one that a crash left ends by itself. A claim lasts as long as its request,
-- so a crash of the database may take it.
create unlogged table resource_claim (
    key        text primary key,
    token      text not null,
    held_until timestamptz not null
);
