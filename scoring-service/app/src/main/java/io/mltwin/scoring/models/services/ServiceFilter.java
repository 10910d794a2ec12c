package io.mltwin.scoring.models.services;

import io.mltwin.encoding.AsciiCase;

/** Selects the services that a list shows; null means all. */
record ServiceFilter(String imageId, String name, String computeType) {

    boolean passes(ServiceBody service) {
        return (imageId == null || imageId.equals(service.imageId()))
                && (name == null || name.equals(service.name()))
                && (computeType == null || AsciiCase.equal(computeType, service.computeType()));
    }
}
