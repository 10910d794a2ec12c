package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.AccountErrors;
import io.mltwin.identity.directory.accounts.PasswordSignIn;
import io.mltwin.identity.oauth.clients.ClientApplication;
import io.mltwin.identity.oauth.codes.AuthorizationCodes;
import io.mltwin.identity.oauth.secondfactor.SecondFactors;
import io.mltwin.identity.oauth.secondfactor.SecondFactors.Verdict;
import io.mltwin.identity.oauth.signin.AuthorizeRules.ReplyAddress;
import io.mltwin.identity.oauth.signin.Outcome.Trouble;
import io.mltwin.identity.oauth.signin.SignInFlow.Progress;
import io.mltwin.tokencheck.CallerContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Azure AD's interactive sign-in: from a client's request over the pages to its answer. */
@ApplicationScoped
class SignInService {

    private final AuthorizeRules rules;
    private final SignInTenants tenants;
    private final SignInSteps steps;
    private final PasswordSignIn passwords;
    private final SecondFactors factors;
    private final AuthorizationCodes codes;
    private final CallerContext caller;
    private final Clock clock;

    SignInService(
            AuthorizeRules rules,
            SignInTenants tenants,
            SignInSteps steps,
            PasswordSignIn passwords,
            SecondFactors factors,
            AuthorizationCodes codes,
            CallerContext caller,
            Clock clock) {
        this.rules = rules;
        this.tenants = tenants;
        this.steps = steps;
        this.passwords = passwords;
        this.factors = factors;
        this.codes = codes;
        this.caller = caller;
        this.clock = clock;
    }

    /** A client's request: a page as long as it is unknown who asks, else the client is told. */
    Outcome authorize(String tenant, SentFields sent, boolean v2, Browser browser) {
        ReplyAddress address = rules.address(tenant, sent);
        SignInFlow flow;
        try {
            flow = rules.flow(tenant, address, sent, v2);
        } catch (AzureFault fault) {
            return told(address, fault);
        }
        return flow.isSilent() ? silently(flow, address, browser) : proceed(flow, browser);
    }

    /** Nobody may be asked: what is missing is told to the client. */
    private Outcome silently(SignInFlow flow, ReplyAddress address, Browser browser) {
        try {
            Step step = steps.next(flow, address.client(), browser.session());
            if (step instanceof Step.Finished finished) {
                return finish(flow, finished.user());
            }
            throw whatIsMissing(step, address.client());
        } catch (AzureFault fault) {
            return told(address, fault);
        }
    }

    private static AzureFault whatIsMissing(Step step, ClientApplication client) {
        if (step instanceof Step.Code) {
            return AccountErrors.secondFactorNeeded(true);
        }
        if (step instanceof Step.Enrolment) {
            return AccountErrors.secondFactorNotEnrolled(true);
        }
        if (step instanceof Step.Consent) {
            return SignInErrors.consentRequired(client.clientId(), client.displayName());
        }
        return step instanceof Step.ChooseAccount
                ? SignInErrors.selectionRequired()
                : SignInErrors.notSignedIn();
    }

    Outcome proceed(SignInFlow flow, Browser browser) {
        return proceed(flow, browser, null);
    }

    /**
     * The page of the next step, or the end.
     *
     * @param trouble what was wrong with the last answer; null for nothing
     */
    private Outcome proceed(SignInFlow flow, Browser browser, Trouble trouble) {
        ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
        try {
            Step step = steps.next(flow, client, browser.session());
            if (step instanceof Step.Finished finished) {
                return finish(flow, finished.user());
            }
            return new Outcome.Ask(
                    step, flow.with(shown(flow, step)), client, flow.loginHint(), trouble);
        } catch (AzureFault fault) {
            return new Outcome.Refused(fault, flow);
        }
    }

    private Progress shown(SignInFlow flow, Step step) {
        String account = step.account() == null ? null : step.account().objectId();
        if (!(step instanceof Step.Enrolment)) {
            return flow.progress().shownTo(account, null);
        }
        boolean again =
                flow.progress().newSecret() != null && account.equals(flow.progress().shownTo());
        return flow.progress()
                .shownTo(account, again ? flow.progress().newSecret() : factors.newSecret());
    }

    private Outcome finish(SignInFlow flow, SignedInUser user) {
        return new Outcome.Answer(
                ClientReply.code(flow, codes.issue(flow.request(), user)),
                tenants.client(flow.clientId(), flow.tenant()).displayName());
    }

    /** A name and a password. */
    Outcome password(SignInFlow flow, String name, String password, Browser browser) {
        Account account;
        try {
            account = passwords.check(tenants.ofName(flow.tenant(), name), name, password);
        } catch (AzureFault fault) {
            Trouble trouble = Troubles.ofPassword(fault);
            if (trouble == null) {
                return new Outcome.Refused(fault, flow);
            }
            ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
            return new Outcome.Ask(new Step.Password(), flow, client, name, trouble);
        }
        browser.signIn(account);
        return proceed(flow.with(flow.progress().withAccountChosen()), browser);
    }

    /** To go on with the account that is signed in, or to sign in with another. */
    Outcome account(SignInFlow flow, boolean another, Browser browser) {
        if (another) {
            long now = AuthorizeRules.micros(clock.instant());
            return proceed(flow.with(Progress.begin(now).withAccountChosen()), browser);
        }
        return proceed(flow.with(flow.progress().withAccountChosen()), browser);
    }

    /** A code of the user's authenticator app. */
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
            return proceed(flow, browser, Troubles.ofCode(verdict));
        }
        browser.showedSecondFactor(step.account());
        return proceed(flow, browser);
    }

    /** The step that an answer is for, if the page was of the account that is signed in now. */
    <T extends Step> T expected(Class<T> kind, SignInFlow flow, Browser browser) {
        ClientApplication client = tenants.client(flow.clientId(), flow.tenant());
        Step step = steps.next(flow, client, browser.session());
        return kind.isInstance(step) && wasShown(flow, step) ? kind.cast(step) : null;
    }

    private static boolean wasShown(SignInFlow flow, Step step) {
        return step.account() != null
                && step.account().objectId().equals(flow.progress().shownTo());
    }

    private Outcome told(ReplyAddress address, AzureFault fault) {
        return new Outcome.Answer(
                ClientReply.error(
                        address.redirectUri(),
                        address.responseMode(),
                        address.state(),
                        ReportedFault.of(fault, caller.request(), clock.instant())),
                address.client().displayName());
    }

    /** The user does not want to; the client is told. */
    Outcome declined(SignInFlow flow) {
        return new Outcome.Answer(
                ClientReply.error(
                        flow.request().redirectUri(),
                        flow.responseMode(),
                        flow.state(),
                        ReportedFault.of(
                                SignInErrors.consentDeclined(), caller.request(), clock.instant())),
                tenants.client(flow.clientId(), flow.tenant()).displayName());
    }
}
