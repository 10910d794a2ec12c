/**
 * Running online endpoints: their hosts, the traffic between deployments, and the containers of
 * each. Uses the containers of {@code inference} and what endpoints and deployments tell by events;
 * what is loaded needs no database. Start reading at {@link
 * io.mltwin.scoring.models.inference.online.OnlineScoringResource}.
 */
package io.mltwin.scoring.models.inference.online;
