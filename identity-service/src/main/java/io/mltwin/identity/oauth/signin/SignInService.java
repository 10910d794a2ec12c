package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.directory.accounts.AccountErrors.secondFactorNeeded;
import static io.mltwin.identity.directory.accounts.AccountErrors.secondFactorNotEnrolled;
import static io.mltwin.identity.oauth.signin.SignInErrors.consentDeclined;
import static io.mltwin.identity.oauth.signin.SignInErrors.consentRequired;
import static io.mltwin.identity.oauth.signin.SignInErrors.notSignedIn;
import static io.mltwin.identity.oauth.signin.SignInErrors.selectionRequired;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.PasswordSignIn;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.codes.AuthorizationCodes;
import io.mltwin.identity.oauth.secondfactor.SecondFactors;
import io.mltwin.identity.oauth.secondfactor.SecondFactors.Verdict;
import io.mltwin.identity.oauth.signin.AuthorizeRequestValidator.ReplyAddress;
import io.mltwin.identity.oauth.signin.Outcome.FormError;
import io.mltwin.identity.oauth.signin.SignInFlow.Progress;
import io.mltwin.tokencheck.CallerContext;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Azure AD's interactive sign-in, from the request of a client to the answer. */
@Singleton
record SignInService(
        AuthorizeRequestValidator rules,
        SignInTenants tenants,
        SignInSteps steps,
        PasswordSignIn passwords,
        SecondFactors factors,
        AuthorizationCodes codes,
        CallerContext caller,
        Clock clock) {

    /**
     * Handles the request of a client. Errors are shown on a page until the client is known, and
     * then sent to the client.
     */
    Outcome authorize(String tenant, SentFields sent, boolean v2, Browser browser) {
        ReplyAddress address = rules.address(tenant, sent);
        SignInFlow flow;
        try {
            flow = rules.flow(tenant, address, sent, v2);
        } catch (AzureException fault) {
            return told(address, fault);
        }
        return flow.isSilent() ? silently(flow, address, browser) : proceed(flow, browser);
    }

    /** Answers a client that allows no page: a missing step is an error. */
    private Outcome silently(SignInFlow flow, ReplyAddress address, Browser browser) {
        try {
            Step step = steps.next(flow, address.client(), browser.session());
            if (step instanceof Step.Finished finished) {
                return finish(flow, finished.user());
            }
            throw whatIsMissing(step, address.client());
        } catch (AzureException fault) {
            return told(address, fault);
        }
    }

    private static AzureException whatIsMissing(Step step, ClientApplication client) {
        if (step instanceof Step.Code) {
            return secondFactorNeeded(true);
        }
        if (step instanceof Step.Enrolment) {
            return secondFactorNotEnrolled(true);
        }
        if (step instanceof Step.Consent) {
            return consentRequired(client.clientId(), client.displayName());
        }
        return step instanceof Step.ChooseAccount ? selectionRequired() : notSignedIn();
    }

    Outcome proceed(SignInFlow flow, Browser browser) {
        return proceed(flow, browser, null);
    }

    /**
     * Returns the page of the next step, or the answer to the client.
     *
     * @param formError the error of the last form; null for none
     */
    private Outcome proceed(SignInFlow flow, Browser browser, FormError formError) {
        ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
        try {
            Step step = steps.next(flow, client, browser.session());
            if (step instanceof Step.Finished finished) {
                return finish(flow, finished.user());
            }
            return new Outcome.Ask(step, flow.with(shown(flow, step)), client, flow.loginHint(), formError);
        } catch (AzureException fault) {
            return new Outcome.Refused(fault, flow);
        }
    }

    private Progress shown(SignInFlow flow, Step step) {
        String account = step.account() == null ? null : step.account().objectId();
        if (!(step instanceof Step.Enrolment)) {
            return flow.progress().shownTo(account, null);
        }
        boolean again = flow.progress().newSecret() != null
                && account.equals(flow.progress().shownTo());
        return flow.progress().shownTo(account, again ? flow.progress().newSecret() : factors.newSecret());
    }

    private Outcome finish(SignInFlow flow, SignedInUser user) {
        return new Outcome.Answer(
                ClientReply.code(flow, codes.issue(flow.request(), user)),
                tenants.client(flow.clientId(), flow.tenant()).displayName());
    }

    /** Handles a name and a password. */
    Outcome password(SignInFlow flow, String name, String password, Browser browser) {
        Account account;
        try {
            account = passwords.check(tenants.ofName(flow.tenant(), name), name, password);
        } catch (AzureException fault) {
            FormError formError = FormErrorMessages.forPassword(fault);
            if (formError == null) {
                return new Outcome.Refused(fault, flow);
            }
            ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
            return new Outcome.Ask(new Step.Password(), flow, client, name, formError);
        }
        browser.signIn(account);
        return proceed(flow.with(flow.progress().withAccountChosen()), browser);
    }

    /** Continues with the account that is signed in, or asks for another. */
    Outcome account(SignInFlow flow, boolean another, Browser browser) {
        if (another) {
            long now = AuthorizeRequestValidator.micros(clock.instant());
            return proceed(flow.with(Progress.begin(now).withAccountChosen()), browser);
        }
        return proceed(flow.with(flow.progress().withAccountChosen()), browser);
    }

    /** Handles a code of the user's authenticator app. */
    Outcome code(SignInFlow flow, String code, Browser browser) {
        ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
        Step step = steps.next(flow, client, browser.session());
        Verdict verdict;
        if (step instanceof Step.Code asked) {
            verdict = factors.check(asked.account().objectId(), code);
        } else if (step instanceof Step.Enrolment asked && wasShown(flow, step)) {
            verdict = factors.enrol(asked.account().objectId(), flow.progress().newSecret(), code);
        } else {
            return proceed(flow, browser);
        }
        if (verdict != Verdict.ACCEPTED) {
            return proceed(flow, browser, FormErrorMessages.forCode(verdict));
        }
        browser.showedSecondFactor(step.account());
        return proceed(flow, browser);
    }

    /**
     * Returns the current step if it is the one of the form, for the account that is signed in now;
     * else null.
     */
    <T extends Step> T expected(Class<T> kind, SignInFlow flow, Browser browser) {
        ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
        Step step = steps.next(flow, client, browser.session());
        return kind.isInstance(step) && wasShown(flow, step) ? kind.cast(step) : null;
    }

    private static boolean wasShown(SignInFlow flow, Step step) {
        return step.account() != null
                && step.account().objectId().equals(flow.progress().shownTo());
    }

    private Outcome told(ReplyAddress address, AzureException fault) {
        return new Outcome.Answer(
                ClientReply.error(
                        address.redirectUri(),
                        address.responseMode(),
                        address.state(),
                        ReportedError.of(fault, caller.request(), clock.instant())),
                address.client().displayName());
    }

    /** Answers the client that the user has declined. */
    Outcome declined(SignInFlow flow) {
        return new Outcome.Answer(
                ClientReply.error(
                        flow.request().redirectUri(),
                        flow.responseMode(),
                        flow.state(),
                        ReportedError.of(consentDeclined(), caller.request(), clock.instant())),
                tenants.client(flow.clientId(), flow.tenant()).displayName());
    }
}
