-- Azure Policy: custom definitions, assignments, and what each assignment was found to say of each resource.
create table policy_definition (
    key text primary key,
    id text not null,
    scope_key text not null,
    name text not null,
    created_at timestamptz not null,
    properties text not null
);
create index policy_definition_of_scope on policy_definition (scope_key);

-- Policy set definitions (initiatives); a state says which of an assigned set's policies it is about, '' for an assigned definition.
create table policy_set_definition (
    key text primary key,
    id text not null,
    scope_key text not null,
    name text not null,
    created_at timestamptz not null,
    properties text not null
);
create index policy_set_definition_of_scope on policy_set_definition (scope_key);

create table policy_assignment (
    key text primary key,
    id text not null,
    scope_key text not null,
    definition_key text not null,
    name text not null,
    created_at timestamptz not null,
    properties text not null,
    aside boolean not null default false -- its scope was deleted and may be recovered
);
create index policy_assignment_of_scope on policy_assignment (scope_key text_pattern_ops);
create index policy_assignment_of_definition on policy_assignment (definition_key);

create table policy_state (
    resource_key text not null,
    assignment_key text not null references policy_assignment (key) on delete cascade,
    resource_id text not null,
    evaluated_at timestamptz not null,
    compliant boolean not null,
    state text not null,
    reference_id text not null default '',
    primary key (resource_key, assignment_key, reference_id)
);
create index policy_state_of_resource on policy_state (resource_key text_pattern_ops);
create index policy_state_of_assignment on policy_state (assignment_key);
