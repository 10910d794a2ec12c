package io.mltwin.compute.metrics;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;

/** The change that points of one name make to its series. */
record SeriesChange(String name, long points, long lastStep, Instant lastTime, String lastId) {

    static SeriesChange of(MetricPoint point) {
        return new SeriesChange(
                point.name(), point.rows(), requireNonNullElse(point.step(), 0L), point.created(), point.metricId());
    }

    /** Of two, the later one is last unless its step, or at the same step its time, is lower. */
    SeriesChange followedBy(SeriesChange next) {
        boolean stays = next.lastStep < lastStep || next.lastStep == lastStep && next.lastTime.isBefore(lastTime);
        SeriesChange last = stays ? this : next;
        return new SeriesChange(name, points + next.points, last.lastStep, last.lastTime, last.lastId);
    }
}
