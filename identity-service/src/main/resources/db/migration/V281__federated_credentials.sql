-- Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials: whose tokens an identity may be had for.
create table federated_credential (
    resource_key text not null references user_assigned_identity on delete cascade,
    name_key text not null,
    name text not null,
    issuer text not null,
    subject text not null,
    audience text not null,
    primary key (resource_key, name_key),
    unique (resource_key, issuer, subject)
);
