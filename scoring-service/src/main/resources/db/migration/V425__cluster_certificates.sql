-- Names and certificates of AKS targets, under which their services are reached. The key is ciphertext under the root key.
create table cluster_certificate (
    compute_key text primary key,      -- id of the compute target, folded
    host        text not null unique,  -- in lower case
    cname       text not null,         -- as it was given
    leaf_label  text,                  -- of a name in the platform's domain
    certificate text,                  -- null for the platform's
    private_key bytea
);
alter table web_service
    add column compute_key  text,      -- of the AKS target that it runs on
    add column cluster_host text;      -- name of that target, null without one
update web_service
set compute_key = workspace_key || '/computes/' || lower(request::json ->> 'computeName')
where compute_type = 'AKS';
create index on web_service (compute_key) where compute_key is not null;
