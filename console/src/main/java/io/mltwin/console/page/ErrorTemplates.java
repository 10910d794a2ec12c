package io.mltwin.console.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of an error. */
@CheckedTemplate(basePath = "console")
final class ErrorTemplates {

    private ErrorTemplates() {}

    static native TemplateInstance error(PageFrame frame, ShownError error);
}
