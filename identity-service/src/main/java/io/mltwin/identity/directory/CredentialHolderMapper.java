package io.mltwin.identity.directory;

import io.mltwin.identity.directory.ClientCredentialEntity.Kind;
import jakarta.inject.Singleton;
import java.util.List;

/** Maps rows of applications and service principals, and adds their credentials. */
@Singleton
record CredentialHolderMapper(CredentialStore credentials) {

    DirectoryApplication application(ServicePrincipalEntity row) {
        return DirectoryMapper.application(
                row,
                credentials.shown(row.objectId(), Kind.SECRET_SHA256, false),
                credentials.shown(row.objectId(), Kind.PUBLIC_KEY, false));
    }

    DirectoryServicePrincipal servicePrincipal(ServicePrincipalEntity row) {
        boolean customers = row.kind() == PrincipalKind.APPLICATION;
        return DirectoryMapper.servicePrincipal(
                row,
                customers ? credentials.shown(row.objectId(), Kind.SECRET_SHA256, true) : List.of(),
                customers ? credentials.shown(row.objectId(), Kind.PUBLIC_KEY, true) : List.of());
    }
}
