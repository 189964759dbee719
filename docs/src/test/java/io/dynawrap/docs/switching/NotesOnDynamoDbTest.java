package io.dynawrap.docs.switching;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "dynawrap.backend=dynamodb")
class NotesOnDynamoDbTest extends NotesContract {}
