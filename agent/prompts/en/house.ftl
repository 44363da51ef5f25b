### What satellites are told, and what stands in answers for what is not known of them.

house-spoken = I can only speak here.
house-learned = Learned: { QUOTE($input) } gives { QUOTE($right) }.
house-user = you
house-server = home
house-channel = here
