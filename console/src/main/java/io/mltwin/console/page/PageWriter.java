package io.mltwin.console.page;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.console.receipts.CallsOfPage;
import io.mltwin.console.receipts.MadeCall;
import io.mltwin.console.receipts.Receipts;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.Session;
import io.mltwin.platform.tracing.CallRecorder;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the frame of a page and writes the page, in the language of its reader. */
@ApplicationScoped
public class PageWriter {

    private static final int AWAY = 503;

    private final PageHeaders headers;
    private final Preferences preferences;
    private final CurrentSession session;
    private final CallsOfPage calls;
    private final Receipts receipts;
    private final CallRecorder recorder;

    PageWriter(
            PageHeaders headers,
            Preferences preferences,
            CurrentSession session,
            CallsOfPage calls,
            Receipts receipts,
            CallRecorder recorder) {
        this.headers = headers;
        this.preferences = preferences;
        this.session = session;
        this.calls = calls;
        this.receipts = receipts;
        this.recorder = recorder;
    }

    /** Returns the texts of a page in the language of its reader. */
    public <T> T texts(Class<T> bundle) {
        return MessageBundles.get(bundle, Localized.Literal.of(preferences.language()));
    }

    /**
     * Makes the frame of a page. Make it last: it lists the calls that were made until then.
     *
     * @param title heading, in the language of the reader
     * @param page the name of the page in the navigation
     */
    public PageFrame frame(RoutingContext context, String title, String page) {
        OriginalRequest request = OriginalRequest.of(context);
        Session known = session.find().orElse(null);
        if (known != null) {
            recorder.credential(context, "console", known.userPrincipalName(), "accepted");
            recorder.caller(context, known.tenantId(), known.objectId());
        }
        List<MadeCall> made = calls.list();
        return new PageFrame(
                title,
                page,
                request.uri(),
                preferences.language(),
                preferences.theme(),
                known,
                session.formToken(),
                made,
                calls.traceId(),
                receipts.find(context.request().getParam(Receipts.PARAMETER)).orElse(null),
                made.stream()
                        .filter(call -> call.status() == AWAY)
                        .map(MadeCall::host)
                        .distinct()
                        .toList());
    }

    /** Writes a page. */
    public Response write(TemplateInstance page) {
        return write(Response.Status.OK.getStatusCode(), page);
    }

    /** Writes a page with another status than 200. */
    public Response write(int status, TemplateInstance page) {
        Response.ResponseBuilder answer = Response.status(status).entity(render(page));
        headers.all().forEach(answer::header);
        return answer.build();
    }

    /** Leads on to a page of the console, or of Azure AD for its sign-in. */
    public Response leadTo(String address) {
        Response.ResponseBuilder answer =
                Response.status(Response.Status.SEE_OTHER).header("Location", address);
        headers.all().forEach(answer::header);
        return answer.build();
    }

    /**
     * Ends an action: leads to the page that shows its result, with the calls of the action on it.
     *
     * @param action what was done, in the language of the reader
     */
    public Response leadAfterAction(String address, String action) {
        String receipt = receipts.write(action);
        return leadTo(address + (address.contains("?") ? "&" : "?") + Receipts.PARAMETER + "=" + receipt);
    }

    String render(TemplateInstance page) {
        return page.setLocale(Locale.forLanguageTag(preferences.language())).render();
    }

    Map<String, String> headers() {
        return headers.all();
    }
}
