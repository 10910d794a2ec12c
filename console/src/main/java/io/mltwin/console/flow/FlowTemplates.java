package io.mltwin.console.flow;

import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The page of flows and the parts of it that are drawn on. */
@CheckedTemplate(basePath = "flow")
final class FlowTemplates {

    private FlowTemplates() {}

    static native TemplateInstance flow(PageFrame frame, FlowView view);

    /** A trace with its rows. */
    static native TemplateInstance trace(TraceView trace, List<String> lanes);

    /** A row of the list. */
    static native TemplateInstance hop(HopView hop);

    /** A row of the drawing. */
    static native TemplateInstance arrow(HopView hop);
}
