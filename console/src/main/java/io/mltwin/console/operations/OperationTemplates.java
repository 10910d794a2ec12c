package io.mltwin.console.operations;

import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of an operation. */
@CheckedTemplate(basePath = "operations")
final class OperationTemplates {

    private OperationTemplates() {}

    static native TemplateInstance operation(PageFrame frame, OperationState state);
}
