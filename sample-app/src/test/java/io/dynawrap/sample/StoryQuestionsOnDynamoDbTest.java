package io.dynawrap.sample;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

@ActiveProfiles("dynamodb")
@Import(EmbeddedServers.class)
class StoryQuestionsOnDynamoDbTest extends StoryQuestionsContract {}
