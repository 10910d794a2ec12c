package io.mltwin.workspace.storage.access;

import io.mltwin.access.AccessClient;
import java.util.List;

/**
 * The permissions that an operation requires of each kind of credential.
 *
 * @param checks actions of Azure RBAC, any one of which will do
 * @param sasLetters any one lets a service SAS do it; empty: no service SAS can
 * @param accountSasLetters any one lets an account SAS do it; empty: none can
 * @param accountSasType resource type of an account SAS: s service, c container, o object
 */
public record RequiredPermissions(
        List<AccessClient.Check> checks, String sasLetters, String accountSasLetters, char accountSasType) {}
