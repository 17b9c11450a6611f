"""Common words that a headline in capitals writes like names."""

from consumers.extract.entities import words_en as en
from consumers.extract.lexicon import words

VERBS = words(
    """Accept Accepts Add Adds Agree Agrees Aim Aims Approve Approves Ask Asks Back Backs Ban Bans Begin Begins Block Blocks Boost
    Boosts Buy Buys Call Calls Cancel Cancels Climb Climbs Close Closes Cut Cuts Delay Delays Deny Denies Double Doubles Draw Draws Drop
    Drops Ease Eases End Ends Expand Expands Face Faces Fall Falls Find Finds Gain Gains Get Gets Give Gives Grow Grows Halt Halts Hit
    Hits Hold Holds Host Hosts Join Joins Jump Jumps Launch Launches Lead Leads Leave Leaves Lift Lifts Mark Marks Meet Meets Mull Mulls
    Offer Offers Open Opens Order Orders Pass Passes Pay Pays Pick Picks Plan Plans Post Posts Push Pushes Raise Raises Reach Reaches
    Reject Rejects Reopen Reopens Report Reports Resume Resumes Rise Rises Say Says See Sees Seek Seeks Sell Sells Send Sends Set Sets
    Ship Ships Show Shows Shut Shuts Sign Signs Slip Slips Slow Slows Soar Soars Start Starts Stop Stops Sue Sues Surge Surges Take Takes
    Talk Talks Top Tops Tour Tours Unveil Unveils Urge Urges Visit Visits Vow Vows Want Wants Warn Warns Weigh Weighs Widen Widens Win
    Wins Loom Looms"""
)
"""What the subject of a headline does."""

NOUNS = words(
    """Agreement Aid Air Alliance Arctic Auto Bank Barley Bean Beef Bid Bill Boat Bond Book Border Bridge Budget Building Business Capital
    Car Cargo Case Charter City Club Coal Coast Commodity Company Container Contract Control Cooperation Copper Corn Corridor Cost Court
    Credit Crew Crop Crossing Crude Culture Currency Customs Cyber Dairy Data Day Days Deal Deals Debt Defence Defense Demand Diplomacy
    Drill Drills Drone Economic Economy Education Electric Energy Engine Export Exports Fair Farm Feed Film Finance Firm Firms Fish Fishing Five
    Fleet Flight Flights Flour Food Foreign Forest Forestry Four Free Freight Fruit Fuel Fund Future Gas Global Goods Gold Grain Green Group
    Growth Health Heavy High History Home Honey Hour Hours Import Imports Industrial Industry Inflation Infrastructure International
    Investment Investments Iron Job Joint Justice Labor Labour Land Language Law Level Loan Loans Local Low Machinery Market Markets Meat Media
    Medical Metal Metals Military Mining Minister Money Month Months National Natural Naval New News Night Nuclear Official Officials Oil
    Online Opera Orchestra Outlook Partner Partners Partnership Party Passenger Payment Payments Peace Period Pipeline Plant Police Policy
    Pork Port Poultry Power Price Prices Private Probe Production Project Projects Protein Public Quota Quotas Rail Railway Rapeseed Rate Rates
    Real Record Reform Regional Relief Research Revenue Rice Risk River Road Route Routes Sanction Sanctions School Science Sea Season
    Seasons Second Sector Security Service Services Ship Shipping Shop Singer Singers Small Social Soybean Soybeans Space Special Sport
    Sports Spring State Station Steel Stock Stocks Strategic Street Strike Student Students Summer Supply Tariff Tariffs Tax Tea Tech
    Technology Test Textile Third Ties Timber Time Times Title Tourism Tourist Tourists Trade Trader Traders Train Trains Transit Transport Travel Trip
    Troops Truck Trucks Union Vehicle Vehicles Venture Visa Visas Wage War Water Way Weapons Week Weeks Wheat Winter Wood Work Worker
    Workers World Year Years Yuan Youth Rouble Ruble Dollar Euro Chip Chips Forum"""
)
"""What news is about."""

_OF_STATES = words(
    """Chinese Russian American Ukrainian Japanese Indian European Western Soviet Asian Eurasian Siberian Domestic Bilateral Mutual
    China-Russia Russia-China Sino-Russian Russo-Chinese Chinese-Russian Russian-Chinese US-China China-US China Russia"""
)


def is_common(word: str) -> bool:
    """Whether a word with a capital tells of no name in a headline in capitals."""
    return (
        word in NOUNS or word in VERBS or word in _OF_STATES or word in en.NOT_NAMES or word in en.BODY_HEADS
    )
