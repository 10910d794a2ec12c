-- Registered models as MLflow knows them: a name with its texts, before and after it has versions. Versions are rows of model.
create table registered_model (
    id text primary key,                  -- workspace key and name
    workspace_key text not null,
    name text not null,
    description text,
    tags text not null,
    aliases text not null,                -- versions by alias
    created_at timestamptz not null,
    modified_at timestamptz not null
);
create index registered_model_workspace on registered_model (workspace_key);

alter table model add column stage text not null default 'None';
alter table model add column source text;

insert into registered_model (id, workspace_key, name, tags, aliases, created_at, modified_at)
select workspace_key || '|' || name, workspace_key, name, '{}', '{}', min(created_at), max(modified_at)
from model group by workspace_key, name;
