package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.userNotAssigned;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.platform.Principals;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Decides who may have an administrator's token in a user's name: members of the platform's group
 * of operators, on behalf of, through the console. The group is known by its object id, which no
 * call of Microsoft Graph can choose. Anybody else gets Azure AD's refusal of users who are not
 * assigned to an application. Azure has no counterpart of the administration itself.
 */
@Singleton
record OperatorTokens(Principals principals) {

    private static final Logger LOG = Logger.getLogger(OperatorTokens.class);

    /** Returns true when the console asks for the administration in a user's name. */
    boolean isAskedFor(String resource, String clientId) {
        return principals.isConsole(clientId) && AudienceTable.isAdministration(resource);
    }

    /**
     * Requires that the user is an operator.
     *
     * @param groups that the user is in, directly or not
     */
    void requireOperator(Account account, List<String> groups) {
        if (!groups.contains(principals.console().operatorsGroupId())) {
            LOG.warnf(
                    "No administrator's token for %s (user %s of tenant %s), who is no operator",
                    account.userPrincipalName(), account.objectId(), account.tenantId());
            throw userNotAssigned(account.userPrincipalName(), AudienceTable.ADMINISTRATION);
        }
    }

    /** Names in the log who has got a token of the administration. */
    void issued(Account account) {
        LOG.infof(
                "An administrator's token for %s (user %s of tenant %s), through the console",
                account.userPrincipalName(), account.objectId(), account.tenantId());
    }
}
