package io.mltwin.console.token;

import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of the token inspector. */
@CheckedTemplate(basePath = "token")
final class TokenTemplates {

    private TokenTemplates() {}

    static native TemplateInstance token(PageFrame frame, TokenPage page);
}
