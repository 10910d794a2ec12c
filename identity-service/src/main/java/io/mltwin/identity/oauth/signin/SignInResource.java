package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.oauth.signin.SignInErrors.beingReset;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.reset.ResetRequestFilter;
import io.mltwin.platform.tracing.CallRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The forms of the sign-in pages, and the page where a device's code is typed. */
@Path("/login")
class SignInResource {

    private static final String FLOW = "flow";
    private static final String ACCEPT = "accept";
    private static final int LONGEST_NAME = 128;

    private final SignInService signIn;
    private final ConsentService consents;
    private final SealedFlows flows;
    private final PageWriter pages;
    private final Browser browser;
    private final CallRecorder recorder;
    private final ResetRequestFilter requests;
    private final RoutingContext context;

    SignInResource(
            SignInService signIn,
            ConsentService consents,
            SealedFlows flows,
            PageWriter pages,
            Browser browser,
            CallRecorder recorder,
            ResetRequestFilter requests,
            RoutingContext context) {
        this.signIn = signIn;
        this.consents = consents;
        this.flows = flows;
        this.pages = pages;
        this.browser = browser;
        this.recorder = recorder;
        this.requests = requests;
        this.context = context;
    }

    @POST
    @Path("common/signin/password")
    public Response password(String form) {
        SentFields sent = SentFields.read(form);
        String name = sent.typed("username").strip();
        String holder = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        recorder.credential(context, "password", holder, "presented");
        return pages.write(signIn.password(flow(sent), name, sent.typed("password"), browser), browser);
    }

    @POST
    @Path("common/signin/account")
    public Response account(String form) {
        SentFields sent = SentFields.read(form);
        boolean another = !"current".equals(sent.optional("choice"));
        return pages.write(signIn.account(flow(sent), another, browser), browser);
    }

    @POST
    @Path("common/signin/code")
    public Response code(String form) {
        SentFields sent = SentFields.read(form);
        recorder.credential(context, "code", null, "presented");
        return pages.write(signIn.code(flow(sent), sent.typed("code"), browser), browser);
    }

    @POST
    @Path("common/signin/consent")
    public Response consent(String form) {
        SentFields sent = SentFields.read(form);
        boolean accepted = ACCEPT.equals(sent.optional("decision"));
        return pages.write(consents.consent(flow(sent), accepted, browser), browser);
    }

    @GET
    @Path("devicelogin")
    public Response askUserCode() {
        requireOpen();
        SentFields sent = SentFields.read(context.request().query());
        return pages.write(new Outcome.AskUserCode(sent.typed("otc"), null), browser);
    }

    @GET
    @Path("common/oauth2/deviceauth")
    public Response askUserCodeAsBefore() {
        return askUserCode();
    }

    @POST
    @Path("devicelogin")
    public Response userCode(String form) {
        SentFields sent = SentFields.read(form);
        flow(sent);
        return pages.write(consents.userCode(sent.typed("user_code"), browser), browser);
    }

    @POST
    @Path("common/signin/device")
    public Response device(String form) {
        SentFields sent = SentFields.read(form);
        boolean accepted = ACCEPT.equals(sent.optional("decision"));
        return pages.write(consents.confirmDevice(flow(sent), accepted, browser), browser);
    }

    /**
     * Answers at the address of native applications without a web server, which read it from the
     * browser.
     */
    @GET
    @Path("common/oauth2/nativeclient")
    public Response nativeClient() {
        return PageWriter.message("You are signed in", "You can close this page.");
    }

    @GET
    @Path("common/signin/style.css")
    public Response style() {
        return Response.ok(StyleSheet.TEXT, "text/css; charset=utf-8")
                .header("Cache-Control", "public, max-age=300")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private SignInFlow flow(SentFields sent) {
        requireOpen();
        return flows.open(sent.optional(FLOW), browser.knownId());
    }

    private void requireOpen() {
        if (requests.isClosedTo(context)) {
            throw beingReset();
        }
    }

    @ServerExceptionMapper
    public Response refused(AzureException fault) {
        return pages.error(fault);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        return pages.failed(failure);
    }
}
