package io.mltwin.console.endpoints;

import io.mltwin.console.endpoints.TrialForm.TrialFields;
import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of what serves models. */
@CheckedTemplate(basePath = "endpoints")
final class EndpointsTemplates {

    private EndpointsTemplates() {}

    static native TemplateInstance list(PageFrame frame, EndpointsView view);

    static native TemplateInstance endpoint(
            PageFrame frame, EndpointView view, TrialFields fields, EndpointExtra extra);

    static native TemplateInstance row(RequestRow row);
}
