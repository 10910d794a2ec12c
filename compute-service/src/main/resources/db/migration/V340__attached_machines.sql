-- The keys of attached virtual machines and HDInsight clusters: public halves and the names of the private ones in Microsoft's vault.
create table attached_machine (
    secret_name text primary key,
    compute_id text not null,
    host text not null,
    port integer not null,
    username text not null,
    host_key text not null,
    public_key text not null,
    replaced boolean not null default false,
    attached timestamptz not null
);
create unique index attached_machine_current on attached_machine (compute_id) where not replaced;
create index attached_machine_compute on attached_machine (compute_id);
