package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.secondfactor.NewFactor;
import io.mltwin.identity.oauth.signin.Outcome.Trouble;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/** The pages that a person sees; each works without script, by keyboard alone, and at any width. */
@CheckedTemplate(basePath = "signin")
final class Pages {

    private Pages() {}

    /**
     * What all pages have.
     *
     * @param title heading and name of the page
     * @param organization whose page it is
     * @param flow the sealed sign-in, for its forms; null for a page without
     * @param trouble what was wrong with the last answer; null for nothing
     */
    record Frame(String title, String organization, String flow, Trouble trouble) {
        /** A screen reader says the name of the page first. */
        public String documentTitle() {
            return trouble == null ? title : "Error: " + title;
        }
    }

    /** What is shown of an error, and what to do next. */
    record Failure(ReportedFault fault, String advice, boolean anotherAccount) {}

    static native TemplateInstance password(Frame frame, String client, String name);

    static native TemplateInstance account(Frame frame, String client, Account account);

    static native TemplateInstance code(Frame frame, Account account);

    static native TemplateInstance enrolment(
            Frame frame, Account account, NewFactor factor, NewFactor.Drawing drawing);

    static native TemplateInstance consent(
            Frame frame, String client, Account account, List<String> permissions);

    static native TemplateInstance userCode(Frame frame, String typed);

    static native TemplateInstance confirmDevice(Frame frame, String client, Account account);

    static native TemplateInstance reply(
            Frame frame, String client, String address, Map<String, String> fields);

    static native TemplateInstance message(Frame frame, String text);

    static native TemplateInstance error(Frame frame, Failure failure);
}
