package io.mltwin.console.flow;

import io.mltwin.memory.BoundedMemory;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * Draws a hop once in a language for all who are shown it. What is kept is found by all that it
 * shows, which each reader has from spans of their own: nobody gets more by it than without it.
 */
@Singleton
class DrawnHops {

    /** Streams that are awake at all draw the same within some seconds. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final BiFunction<HopView, Locale, DrawnHop> templates;
    private final BoundedMemory<Key, DrawnHop> drawn = new BoundedMemory<>(2 << 20, KEPT);

    private record Key(HopView hop, Locale language) {}

    @Inject
    DrawnHops() {
        this(DrawnHops::byTemplates);
    }

    DrawnHops(BiFunction<HopView, Locale, DrawnHop> templates) {
        this.templates = templates;
    }

    DrawnHop of(HopView hop, Locale language) {
        return drawn.of(null).computeIfAbsent(new Key(hop, language), key -> templates.apply(hop, language));
    }

    private static DrawnHop byTemplates(HopView hop, Locale language) {
        return new DrawnHop(render(FlowTemplates.hop(hop), language), render(FlowTemplates.arrow(hop), language));
    }

    private static String render(TemplateInstance part, Locale language) {
        return part.setLocale(language).render();
    }

    /**
     * A hop as HTML in one language. It holds nothing of the person who reads it.
     *
     * @param row in the list
     * @param arrow the row in the drawing
     */
    record DrawnHop(String row, String arrow) {}
}
