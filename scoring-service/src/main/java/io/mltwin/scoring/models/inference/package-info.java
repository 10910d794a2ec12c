/**
 * Running web services: loaded deployments, their containers, and scoring requests. Uses what
 * {@code services} tells by events and the registry's content; needs no database. Start reading at
 * {@link io.mltwin.scoring.models.inference.ScoringResource}.
 */
package io.mltwin.scoring.models.inference;
