package io.mltwin.identity.oauth.signin;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.consents.Consents;
import io.mltwin.identity.oauth.secondfactor.SecondFactors;
import io.mltwin.identity.oauth.sessions.BrowserSession;
import io.mltwin.identity.oauth.tokens.DelegatedScopes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Determines the next step of a sign-in before each answer: from the request of the client, the
 * session of the browser and the directory as it is now. A form carries only its own field.
 */
@Singleton
record SignInSteps(
        SignInTenants tenants, Accounts accounts, SecondFactors factors, Consents consents, DelegatedScopes scopes) {

    /**
     * @param session null for a browser that has not signed in
     */
    Step next(SignInFlow flow, ClientApplication client, BrowserSession session) {
        Optional<Account> signedIn = signedIn(flow, session);
        if (signedIn.isEmpty()) {
            return new Step.Password();
        }
        Account home = signedIn.get();
        if ("select_account".equals(flow.prompt()) && !flow.progress().accountChosen()) {
            return new Step.ChooseAccount(home);
        }
        Tenant tenant = tenants.of(flow.tenant(), home.tenantId());
        tenants.requireClient(client.clientId(), tenant);
        String resource = scopes.resource(flow.scope());
        scopes.requireResource(resource, tenant, client.clientId());
        Account account = accounts.findIn(tenant, user(home, session));
        SignedInUser user = user(account, session);
        if (account.secondFactorRequired() && !user.hasShownFactorOf(account)) {
            return factors.isEnrolled(account.objectId()) ? new Step.Code(account) : new Step.Enrolment(account);
        }
        if (needsConsent(flow, client, account, resource)) {
            return new Step.Consent(account, user);
        }
        return flow.isForDevice() ? new Step.ConfirmDevice(account, user) : new Step.Finished(user);
    }

    /** Returns the account of the session, if it suffices for this sign-in. */
    private Optional<Account> signedIn(SignInFlow flow, BrowserSession session) {
        if (session == null
                || AuthorizeRequestValidator.micros(session.signedInOn())
                        < flow.progress().signInAfter()) {
            return Optional.empty();
        }
        return accounts.find(session.objectId())
                .filter(account -> isStillGood(account, session))
                .filter(account -> isMeant(account, flow));
    }

    private static boolean isStillGood(Account account, BrowserSession session) {
        return account.enabled()
                && (account.tokensValidFrom() == null || !session.signedInOn().isBefore(account.tokensValidFrom()));
    }

    private static boolean isMeant(Account account, SignInFlow flow) {
        return flow.progress().accountChosen()
                || flow.loginHint() == null
                || AsciiCase.equal(flow.loginHint(), account.userPrincipalName());
    }

    private static SignedInUser user(Account account, BrowserSession session) {
        return new SignedInUser(account.tenantId(), account.objectId(), session.factors(), session.signedInOn());
    }

    private boolean needsConsent(SignInFlow flow, ClientApplication client, Account account, String resource) {
        if (flow.progress().consented()) {
            return false;
        }
        return "consent".equals(flow.prompt())
                || !consents.isGranted(client, account.tenantId(), account.objectId(), resource);
    }
}
