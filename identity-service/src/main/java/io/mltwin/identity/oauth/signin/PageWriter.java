package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.oauth.signin.SignInErrors.failedInside;
import static io.mltwin.identity.oauth.signin.SignInErrors.unavailable;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.secondfactor.NewFactor;
import io.mltwin.identity.oauth.signin.Pages.Failure;
import io.mltwin.identity.oauth.signin.Pages.Frame;
import io.mltwin.tokencheck.CallerContext;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Writes the answer to the browser: a page, or a redirect to the client. */
@Singleton
record PageWriter(
        AuthorizeRequestValidator rules,
        SealedFlows flows,
        DirectoryService directory,
        CallerContext caller,
        Clock clock) {

    private static final Logger LOG = Logger.getLogger(PageWriter.class);
    private static final String MANY = "mltwin";

    Response write(Outcome outcome, Browser browser) {
        if (outcome instanceof Outcome.Ask ask) {
            return page(200, ask(ask, browser), target(ask.flow()));
        }
        if (outcome instanceof Outcome.Answer answer) {
            return answer(answer);
        }
        if (outcome instanceof Outcome.AskUserCode ask) {
            String flow = flows.seal(rules.beforeUserCode(), browser.id());
            Frame frame = new Frame("Enter code", MANY, flow, ask.formError());
            return page(200, Pages.userCode(frame, ask.typed()), null);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return refused(refused, browser);
        }
        Outcome.DeviceDecided decided = (Outcome.DeviceDecided) outcome;
        return decided.approved()
                ? message(
                        "You are signed in",
                        decided.clientName() + " has signed in on your device. You can close this page.")
                : message("Sign-in stopped", "The device was not let in. You can close this page.");
    }

    private TemplateInstance ask(Outcome.Ask ask, Browser browser) {
        Step step = ask.step();
        String client = ask.client().displayName();
        Account account = step.account();
        if (step instanceof Step.Password) {
            return Pages.password(frame("Sign in", ask, browser), client, ask.typed());
        }
        if (step instanceof Step.ChooseAccount) {
            return Pages.account(frame("Choose an account", ask, browser), client, account);
        }
        if (step instanceof Step.Code) {
            return Pages.code(frame("Enter code", ask, browser), account);
        }
        if (step instanceof Step.Enrolment) {
            NewFactor factor = new NewFactor(
                    ask.flow().progress().newSecret(),
                    "mltwin " + organization(account.tenantId()),
                    account.userPrincipalName());
            return Pages.enrolment(frame("Set up your second factor", ask, browser), account, factor, factor.drawing());
        }
        return step instanceof Step.Consent
                ? Pages.consent(
                        frame("Permissions requested", ask, browser),
                        client,
                        account,
                        ScopeDescriptions.of(ask.flow().scope()))
                : Pages.confirmDevice(frame("Is this your device?", ask, browser), client, account);
    }

    private Frame frame(String title, Outcome.Ask ask, Browser browser) {
        Account account = ask.step().account();
        String organization = account == null ? organization(ask.flow().tenant()) : organization(account.tenantId());
        return new Frame(title, organization, flows.seal(ask.flow(), browser.id()), ask.formError());
    }

    private String organization(String tenant) {
        return directory.tenant(tenant).map(Tenant::displayName).orElse(MANY);
    }

    private static Response answer(Outcome.Answer answer) {
        ClientReply reply = answer.reply();
        if (!reply.isForm()) {
            return PageHeaders.add(Response.status(Response.Status.FOUND).header("Location", reply.location()), null)
                    .build();
        }
        Frame frame = new Frame("Back to " + answer.clientName(), MANY, null, null);
        return page(
                200,
                Pages.reply(frame, answer.clientName(), reply.redirectUri(), reply.fields()),
                RedirectAddresses.origin(reply.redirectUri()));
    }

    private Response refused(Outcome.Refused refused, Browser browser) {
        ReportedError fault = ReportedError.of(refused.fault(), caller.request(), clock.instant());
        Frame frame = new Frame(ErrorAdvice.TITLE, MANY, flows.seal(refused.flow(), browser.id()), null);
        return page(
                fault.status(),
                Pages.error(frame, new Failure(fault, ErrorAdvice.of(fault.code()), true)),
                target(refused.flow()));
    }

    /** Writes the page of an error that must not be sent to a client. */
    Response error(AzureException fault) {
        ReportedError reported = ReportedError.of(fault, caller.request(), clock.instant());
        Frame frame = new Frame(ErrorAdvice.TITLE, MANY, null, null);
        return page(
                fault.status(),
                Pages.error(frame, new Failure(reported, ErrorAdvice.of(reported.code()), false)),
                null);
    }

    /** Writes the page of an internal error, whose details only the log has, by the trace id. */
    Response failed(Throwable failure) {
        if (DatabaseUnavailable.is(failure)) {
            return error(unavailable());
        }
        if (failure instanceof WebApplicationException known) {
            return known.getResponse();
        }
        LOG.errorf(
                failure, "Request %s of a sign-in page failed", caller.request().requestId());
        return error(failedInside());
    }

    static Response message(String title, String text) {
        return page(200, Pages.message(new Frame(title, MANY, null, null), text), null);
    }

    /** Returns the address to which the forms of a sign-in may lead. */
    private static String target(SignInFlow flow) {
        return flow.request() == null
                ? null
                : RedirectAddresses.origin(flow.request().redirectUri());
    }

    private static Response page(int status, TemplateInstance page, String formTarget) {
        return PageHeaders.add(
                        Response.status(status).type("text/html; charset=utf-8").entity(page.render()), formTarget)
                .build();
    }
}
