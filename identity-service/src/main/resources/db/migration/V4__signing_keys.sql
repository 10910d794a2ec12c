-- Several keys a purpose: one signs, those before it are published until their last token has expired.
alter table signing_key
    drop constraint signing_key_pkey,
    add primary key (key_id),
    add column certificate bytea, -- DER, self-signed
    add column retires_on timestamptz; -- null: this one signs
create unique index signing_key_that_signs on signing_key (purpose) where retires_on is null;
