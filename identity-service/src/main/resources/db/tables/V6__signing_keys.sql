-- Private halves are wrapped by the service's root key. Of several keys of a purpose one signs; those before it are published until
-- their last token has expired.
create table signing_key (
    key_id text primary key,
    purpose text not null,
    wrapped_private_key bytea not null,
    public_key bytea not null,
    created_on timestamptz not null,
    certificate bytea, -- DER, self-signed
    retires_on timestamptz -- null: this one signs
);
create unique index signing_key_that_signs on signing_key (purpose) where retires_on is null;
