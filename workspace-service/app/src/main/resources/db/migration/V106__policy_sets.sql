-- Policy set definitions (initiatives); a state says which of an assigned set's policies it is about, '' for an assigned definition.
create table policy_set_definition (
    key text primary key,
    id text not null,
    scope_key text not null,
    name text not null,
    properties text not null
);
create index policy_set_definition_of_scope on policy_set_definition (scope_key);

alter table policy_state add column reference_id text not null default '';
alter table policy_state drop constraint policy_state_pkey;
alter table policy_state add primary key (resource_key, assignment_key, reference_id);
