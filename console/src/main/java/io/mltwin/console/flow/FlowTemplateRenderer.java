package io.mltwin.console.flow;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Writes the parts with the templates of the page. */
@Singleton
class FlowTemplateRenderer implements FlowRenderer {

    @Override
    public DrawnHop hop(HopView hop, Locale language) {
        return new DrawnHop(
                hop.key(),
                render(FlowTemplates.hop(hop), language),
                render(FlowTemplates.arrow(hop), language));
    }

    @Override
    public String frame(TraceView trace, Locale language) {
        TraceView empty = new TraceView(trace.id(), trace.name(), trace.time(), List.of());
        return render(FlowTemplates.trace(empty, Lanes.NAMES), language);
    }

    @Override
    public String missed(long calls, Locale language) {
        FlowTexts texts =
                MessageBundles.get(FlowTexts.class, Localized.Literal.of(language.toLanguageTag()));
        return calls == 0 ? texts.missedSome() : texts.missed(calls);
    }

    private static String render(TemplateInstance part, Locale language) {
        return part.setLocale(language).render();
    }
}
