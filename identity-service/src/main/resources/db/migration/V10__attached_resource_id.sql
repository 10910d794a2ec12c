-- The ARM id, as it is spelled, of the resource that a key of a user-assigned identity was given for.
alter table client_credential add column attached_resource_id text;
