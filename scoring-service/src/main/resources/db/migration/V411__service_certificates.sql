-- Names and certificates of customers' own for web services. The key is ciphertext under the deployment's data key.
alter table web_service
    add column cname           text,
    add column cname_key       text unique,  -- in lower case
    add column ssl_certificate text,
    add column ssl_key         bytea;
