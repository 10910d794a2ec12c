-- What Microsoft Graph shows and changes beyond the principals themselves.
alter table directory_user
    add column mail_nickname text;

-- An application may have no service principal yet, or none any more.
alter table service_principal
    add column principal_exists boolean not null default true;
update service_principal
    set application_object_id = gen_random_uuid()::text
    where kind = 'APPLICATION' and application_object_id is null;

-- A service principal that is made again has another object id, its application stays what it is.
alter table client_credential
    drop constraint client_credential_object_id_fkey,
    add constraint client_credential_object_id_fkey
        foreign key (object_id) references service_principal on delete cascade on update cascade,
    -- PLATFORM: given by the seed or the host of an identity, which replace their own only;
    -- ATTACHMENT: of a user-assigned identity, held by the host of a resource that it is assigned to
    add column origin text not null default 'PLATFORM'
        check (origin in ('PLATFORM', 'APPLICATION', 'PRINCIPAL', 'ATTACHMENT')),
    add column attached_resource_key text,
    add column attached_by text; -- application id of the host
update client_credential set key_id = gen_random_uuid()::text where key_id is null;
alter table client_credential alter column key_id set default gen_random_uuid()::text;
alter table redirect_uri
    drop constraint redirect_uri_object_id_fkey,
    add constraint redirect_uri_object_id_fkey
        foreign key (object_id) references service_principal on delete cascade on update cascade;

-- Who may change a group, an application or a service principal without being an administrator.
create table directory_owner (
    object_id text not null,
    owner_id text not null,
    primary key (object_id, owner_id)
);
create index directory_owner_by_owner on directory_owner (owner_id);

-- Graph's application permissions, granted to service principals.
create table app_role_assignment (
    assignment_id text primary key,
    principal_id text not null,
    app_role_id text not null,
    created_on timestamptz not null,
    unique (principal_id, app_role_id)
);

-- Microsoft.ManagedIdentity/userAssignedIdentities; the principal stands in managed_identity.
create table user_assigned_identity (
    resource_key text primary key references managed_identity on delete cascade,
    location text not null,
    tags text -- JSON object
);
