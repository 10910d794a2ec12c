package io.mltwin.workspace.catalog;

import java.util.List;

/** The service catalogue on the wire. */
record CatalogBody(List<Entry> value) {

    /**
     * One part of the platform.
     *
     * @param topic what of "Enterprise security and governance for Azure Machine Learning" it plays
     * @param endpoint address, with {@code {name}} where a resource's name belongs; null for none
     * @param serves provider namespaces, types or paths
     * @param audience what a token for it is asked for; null where the answer needs none
     * @param example path of a read that shows it answering, appended to the endpoint; null for
     *     none
     * @param state {@code running}, {@code away} or {@code absent}
     * @param note what is to know; null for nothing
     */
    record Entry(
            String name,
            String topic,
            String service,
            String endpoint,
            List<String> serves,
            String audience,
            String example,
            String state,
            String note) {}
}
