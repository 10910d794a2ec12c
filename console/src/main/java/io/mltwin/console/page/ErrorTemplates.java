package io.mltwin.console.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of an error, and the banner of a session that has ended. */
@CheckedTemplate(basePath = "console")
final class ErrorTemplates {

    private ErrorTemplates() {}

    static native TemplateInstance error(PageFrame frame, ShownError error);

    /**
     * Makes the banner.
     *
     * @param signIn the way to sign in and back to the page
     */
    static native TemplateInstance sessionEnded(String signIn);
}
