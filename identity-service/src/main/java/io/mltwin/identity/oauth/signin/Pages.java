package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.secondfactor.NewFactor;
import io.mltwin.identity.oauth.signin.Outcome.FormError;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/** The templates of the pages. Each works without script, by keyboard alone, and at any width. */
@CheckedTemplate(basePath = "signin")
final class Pages {

    private Pages() {}

    /**
     * The part that all pages share.
     *
     * @param title heading and name of the page
     * @param organization the organization of the page
     * @param flow the sealed sign-in, for its forms; null for a page without
     * @param formError the error of the last form; null for none
     */
    record Frame(String title, String organization, String flow, FormError formError) {
        /** Returns the title of the document. A screen reader reads the name of the page first. */
        public String documentTitle() {
            return formError == null ? title : "Error: " + title;
        }
    }

    /** The page of an error, with advice. */
    record Failure(ReportedError fault, String advice, boolean anotherAccount) {}

    static native TemplateInstance password(Frame frame, String client, String name);

    static native TemplateInstance account(Frame frame, String client, Account account);

    static native TemplateInstance code(Frame frame, Account account);

    static native TemplateInstance enrolment(Frame frame, Account account, NewFactor factor, NewFactor.Drawing drawing);

    static native TemplateInstance consent(Frame frame, String client, Account account, List<String> permissions);

    static native TemplateInstance userCode(Frame frame, String typed);

    static native TemplateInstance confirmDevice(Frame frame, String client, Account account);

    static native TemplateInstance reply(Frame frame, String client, String address, Map<String, String> fields);

    static native TemplateInstance message(Frame frame, String text);

    static native TemplateInstance error(Frame frame, Failure failure);
}
