package io.mltwin.console.models;

import io.mltwin.console.models.ModelView.ModelRow;
import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of models. */
@CheckedTemplate(basePath = "models")
final class ModelsTemplates {

    private ModelsTemplates() {}

    static native TemplateInstance list(
            PageFrame frame, String workspace, List<ModelRow> models, String endpointsAddress);

    static native TemplateInstance model(PageFrame frame, ModelView view);
}
