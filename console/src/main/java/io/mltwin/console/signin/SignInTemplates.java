package io.mltwin.console.signin;

import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page after a sign-out. */
@CheckedTemplate(basePath = "signin")
final class SignInTemplates {

    private SignInTemplates() {}

    static native TemplateInstance signedOut(PageFrame frame);
}
