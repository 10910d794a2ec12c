package io.mltwin.console.home;

import io.mltwin.console.flow.FlowPicture;
import io.mltwin.console.home.ServiceStates.ServiceState;
import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The home page. */
@CheckedTemplate(basePath = "home")
final class HomeTemplates {

    private HomeTemplates() {}

    static native TemplateInstance home(PageFrame frame, List<ServiceState> parts, List<FlowPicture> pictures);
}
