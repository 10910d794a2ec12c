-- Models and their versions as Azure Resource Manager shows them. They are the rows that model management and MLflow's registry have.
alter table registered_model add column is_archived boolean not null default false;
alter table registered_model add column properties text not null default '{}';
alter table registered_model add column created_by text;
alter table registered_model add column created_by_type text;
alter table registered_model add column modified_by text;
alter table registered_model add column modified_by_type text;

alter table model add column model_type text not null default 'custom_model';
alter table model add column flavors text;               -- of an MLflow model: settings by flavor
alter table model add column is_anonymous boolean not null default false;
alter table model add column is_archived boolean not null default false;
alter table model add column created_by text;
alter table model add column created_by_type text;
alter table model add column modified_by text;
alter table model add column modified_by_type text;
