-- Azure Defender's plans.
create table security_pricing (
    key text primary key,
    subscription_id text not null,
    name text not null,
    tier text not null,
    changed_at timestamptz not null
);
