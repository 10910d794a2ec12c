-- Identities of Azure resources; the hosting service alone may re-key or delete one.
create table managed_identity (
    resource_key text primary key, -- ARM id in lower case
    resource_id text not null,
    object_id text not null unique references service_principal,
    host_application_id text not null
);

-- Microsoft.ManagedIdentity/userAssignedIdentities; the principal stands in managed_identity.
create table user_assigned_identity (
    key text primary key references managed_identity on delete cascade,
    id text not null,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tags text not null, -- JSON object
    created_at timestamptz not null,
    -- its service principal, which stays the same
    tenant_id text not null,
    principal_id text not null,
    client_id text not null
);
create index user_assigned_identity_of_group on user_assigned_identity (subscription_id, resource_group);

-- Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials: whose tokens an identity may be had for.
create table federated_credential (
    key text primary key,
    id text not null,
    name text not null,
    created_at timestamptz not null,
    parent_key text not null references user_assigned_identity on delete cascade,
    issuer text not null,
    subject text not null,
    audience text not null,
    unique (parent_key, issuer, subject)
);
